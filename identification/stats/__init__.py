"""The statistics of identification: plain Python, no Django, no database."""
