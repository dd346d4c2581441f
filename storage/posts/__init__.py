"""Posts and every version of their texts, built from sightings."""
