"""Free data of what lies around a city, and how they were made."""
