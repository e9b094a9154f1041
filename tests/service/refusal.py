"""What a handler raises to answer with an error of the service."""

from __future__ import annotations


class Refusal(Exception):
    """An error by the code that the service's model has for it."""

    def __init__(self, code: str, message: str = "", status: int = 400) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status


def invalid(message: str) -> Refusal:
    """What every AWS service answers to a request that its model does not allow."""
    return Refusal("ValidationException", message)
