"""The one way to say that a file is not taken, on either side of the sandbox."""


class FileRefused(ValueError):
    """A file is refused; `message` tells a person why and what to do, `code` names the reason."""

    def __init__(self, message: str, code: str):
        super().__init__(message)
        self.message, self.code = message, code
