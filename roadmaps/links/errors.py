"""Why a link is not asked, or does not open, in words for the person who gave it."""


class LinkError(Exception):
    """The check ends here; `message` is a Russian sentence without a full stop."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class RefusedLinkError(LinkError):
    """The portal does not ask such an address at all."""


class DeadLinkError(LinkError):
    """The page does not open.

    Parameters
    ----------
    message : str
        What happened.
    is_temporary : bool
        Whether the same address may well open in an hour.
    """

    def __init__(self, message: str, *, is_temporary: bool = False) -> None:
        super().__init__(message)
        self.is_temporary = is_temporary
