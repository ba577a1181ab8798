"""The bridge from the database to terms and documents."""
