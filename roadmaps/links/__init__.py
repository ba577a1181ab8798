"""Whether a link still opens, asked so that nobody looks through the portal inside."""

from roadmaps.links.checking import LinkAnswer, LinkState, check_link
from roadmaps.links.public import is_public_web, resolve_host


__all__ = ["LinkAnswer", "LinkState", "check_link", "is_public_web", "resolve_host"]
