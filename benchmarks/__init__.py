"""What the portal costs beside the least that the same work can cost."""
