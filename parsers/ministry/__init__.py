"""Reading the posts of Russia's Ministry of Defence, whichever of their layouts they are in."""
