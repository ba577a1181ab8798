"""What two texts of programmes have in common, and in what they differ."""
