"""Posts and every version of their texts, and how sightings become them."""
