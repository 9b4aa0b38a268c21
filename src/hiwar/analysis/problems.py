"""What goes wrong over the wire, in the envelope and the words that existing clients look for.

Clients branch on `errorType` and some on the sentence itself, so both are part of the interface. An error names one
attribute: several clients drop the one that is named and try again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# Google's names for HTTP statuses (google.rpc.Code).
STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    408: "DEADLINE_EXCEEDED",
    411: "INVALID_ARGUMENT",
    413: "INVALID_ARGUMENT",
    415: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}
ERROR_TYPE = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"
BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"
ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo"


class Problem(Exception):
    """An answer that is an error: HTTP status, sentence, details. Never holds a reader's text."""

    def __init__(self, code: int, message: str, *details: dict[str, Any]) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details

    def to_body(self) -> dict[str, Any]:
        """Return the error envelope."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": STATUS[self.code]}
        if self.details:
            error["details"] = list(self.details)
        return {"error": error}


def _typed(error_type: str, message: str) -> Problem:
    return Problem(400, message, {"@type": ERROR_TYPE, "errorType": error_type})


def comment_empty() -> Problem:
    """Return the error for a comment without words."""
    return _typed("COMMENT_EMPTY", "Comment must be non-empty.")


def comment_too_long() -> Problem:
    """Return the error for a comment over the limit of bytes."""
    return _typed("COMMENT_TOO_LONG", "Comment text too long.")


def no_requested_attributes() -> Problem:
    """Return the error for a request that asks for nothing."""
    return _typed("NO_REQUESTED_ATTRIBUTES", "Missing requested_attributes")


def language_unknown() -> Problem:
    """Return the error for a text in no language we can tell."""
    return _typed("LANGUAGE_DETECTION_FAILED", "Unable to detect language")


def language_unsupported(attribute: str, *, requested: Sequence[str], detected: Sequence[str]) -> Problem:
    """Return the error for one attribute that has no scores in the languages at hand."""
    languages = {"requestedLanguages": list(requested)} if requested else {"detectedLanguages": list(detected)}
    return Problem(
        400,
        f"Attribute {attribute} does not support request languages: {', '.join(requested or detected)}",
        {
            "@type": ERROR_TYPE,
            "errorType": "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
            "languageNotSupportedByAttributeError": {**languages, "attribute": attribute},
        },
    )


def invalid_request(message: str) -> Problem:
    """Return the error for a request that is well formed and still makes no sense."""
    return _typed("INVALID_REQUEST", message)


def invalid_value(field: str, kind: str) -> Problem:
    """Return the error for a field of the wrong type; the value itself is not repeated."""
    message = f"Invalid value at '{field}' ({kind})"
    return Problem(400, message, {"@type": BAD_REQUEST, "fieldViolations": [{"field": field, "description": message}]})


def invalid_json(reason: str) -> Problem:
    """Return the error for a body that cannot be read."""
    return Problem(400, f"Invalid JSON payload received. {reason}")


def payload_too_large(limit: int) -> Problem:
    """Return the error for a body over what we read at all."""
    return Problem(400, f"Request payload size exceeds the limit: {limit} bytes.")


def key_missing() -> Problem:
    """Return the error for a request without a key."""
    return Problem(403, "The request is missing a valid API key.", _reason("API_KEY_MISSING"))


def key_invalid() -> Problem:
    """Return the error for a key that is unknown or revoked; the two are not told apart."""
    return Problem(403, "API key not valid. Please pass a valid API key.", _reason("API_KEY_INVALID"))


def key_may_not_teach() -> Problem:
    """Return the error for a key that may ask for scores but not suggest them."""
    return Problem(403, "This API key may not suggest scores.", _reason("API_KEY_SERVICE_BLOCKED"))


def rate_exceeded() -> Problem:
    """Return the error for a key that asks too often."""
    return Problem(429, "Quota exceeded for this API key.", _reason("RATE_LIMIT_EXCEEDED"))


def unavailable() -> Problem:
    """Return the error for a moment at which nothing can be scored."""
    return Problem(503, "The service is currently unavailable.")


def _reason(reason: str) -> dict[str, Any]:
    return {"@type": ERROR_INFO, "reason": reason, "domain": "googleapis.com"}
