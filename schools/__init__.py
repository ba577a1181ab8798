"""Who exists: territories, schools, people, and what every app needs."""
