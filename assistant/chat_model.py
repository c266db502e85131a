"""A chat model that the user has configured: it writes from the quotes, and what it writes is checked.

The only file that knows langchain, and it loads it only when a model is configured. Whatever goes wrong
becomes a `Failed` with a kind: the answer without the model stands. No text of an exception is passed on,
since it may hold the key or the question.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from assistant import prompts
from assistant.answer import Statement
from assistant.grounding import Dropped, checked
from assistant.language import Language
from assistant.polarity import Translate
from assistant.prompts import Numbered

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

OPENAI, AZURE, OLLAMA = "openai", "azure_openai", "ollama"
ADDRESSES = {OPENAI: "https://api.openai.com/v1", OLLAMA: "http://127.0.0.1:11434/v1", AZURE: ""}
"""Where a provider is when no address is set. Ollama is spoken to by the protocol of OpenAI."""
NO_KEY = SecretStr("none")
"""Sent where no key is set, so that none is taken from the environment."""
LARGEST_REPLY = 1_000_000
"""Bytes."""
THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


class Failure(StrEnum):
    """Why there is no text from the chat model."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    HTTP = "http"
    MALFORMED = "malformed"
    REFUSED = "refused"
    EMPTY = "empty"
    CUT_OFF = "cut_off"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True)
class Failed:
    """That there is no text, and why."""

    kind: Failure
    detail: str = ""
    """The HTTP status; nothing that another machine wrote."""
    dropped: tuple[Dropped, ...] = ()
    """Sentences that the quotes do not carry."""


@dataclass(frozen=True)
class Written:
    """What the chat model wrote, as far as the quotes carry it."""

    sentences: tuple[Statement, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True)
class ChatOptions:
    """Which model, where, and with what key."""

    model: str
    """Provider and model, such as "openai:gpt-5-mini", "azure_openai:my-deployment", "ollama:qwen3:8b"."""
    address: str = ""
    """Where an OpenAI-compatible server, an Azure resource or Ollama listens; empty for the usual place."""
    key: SecretStr = NO_KEY
    api_version: str = ""
    """Only for Azure."""
    seconds: float = 20.0
    """How long to wait for a reply."""


class ChatModel:
    """One configured chat model; asked once for each reply, never again after a failure."""

    def __init__(self, options: ChatOptions) -> None:
        """Load langchain and prepare the model; asks it nothing.

        Raises:
            ValueError: when the packages are missing or the options do not fit, said in the user's language.
        """
        self.name = options.model
        self._model = _load(options)

    def reply(self, instructions: str, data: str) -> str | Failed:
        """The model's reply as text, or why there is none; never raises."""
        from langsmith import tracing_context
        from openai import APIConnectionError, APIStatusError, APITimeoutError

        try:
            # Nothing is reported to LangSmith, whatever the environment says.
            with tracing_context(enabled=False):
                message = self._model.invoke([("system", instructions), ("human", data)])
        except APITimeoutError:
            return Failed(Failure.TIMEOUT)
        except APIConnectionError:
            return Failed(Failure.UNREACHABLE)
        except APIStatusError as error:
            return Failed(Failure.HTTP, str(error.status_code))
        except Exception:  # noqa: BLE001 - whatever a server sends must not cost the user the answer
            return Failed(Failure.MALFORMED)
        return _read(message)


class ChatWriter:
    """Writes answers in the question's language from numbered quotes."""

    def __init__(self, model: ChatModel, translate: Translate) -> None:
        """Write with this model; `translate` gives Norwegian words for English ones, for the check."""
        self.name = model.name
        self._model = model
        self._translate = translate

    def write(self, question: str, language: Language, evidence: Sequence[Numbered]) -> Written | Failed:
        """A text of which every sentence is carried by the quotes that it names, or why there is none."""
        reply = self._model.reply(prompts.instructions(language), prompts.data(question, evidence))
        if isinstance(reply, Failed):
            return reply
        grounded = checked(
            reply,
            {one.n: one.quote for one in evidence},
            {one.n: one.reviewed for one in evidence},
            {one.n: one.beside for one in evidence},
            language=language,
            translate=self._translate,
        )
        if not grounded.enough:
            return Failed(Failure.UNSUPPORTED, dropped=grounded.dropped)
        return Written(grounded.standing, grounded.dropped)


def _load(options: ChatOptions) -> BaseChatModel:
    provider, model = _split(options.model)
    address = _checked_address(options.address or ADDRESSES[provider])
    try:
        from langchain.chat_models import init_chat_model

        loaded: BaseChatModel = init_chat_model(model, **_arguments(provider, address, options))
    except ImportError:
        raise ValueError("Språkmodellen krever flere pakker: pip install 'veileder-assistent[chat]'") from None
    return loaded


def _split(name: str) -> tuple[str, str]:
    provider, _, model = name.partition(":") if ":" in name else (OPENAI, ":", name)
    if provider not in ADDRESSES or not model:
        raise ValueError(f"Skriv språkmodellen som leverandør:modell, der leverandøren er {', '.join(ADDRESSES)}")
    return provider, model


def _checked_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("Adressen til språkmodellen må begynne med http:// eller https://")
    if "@" in parts.netloc or parts.query:
        raise ValueError("Adressen til språkmodellen kan ikke inneholde nøkkel eller passord")
    return address


def _arguments(provider: str, address: str, options: ChatOptions) -> dict[str, Any]:
    shared = {
        "api_key": options.key if options.key.get_secret_value() else NO_KEY,
        "timeout": options.seconds,
        "max_retries": 0,
        "use_responses_api": False,
        "http_client": _client(options.seconds),
    }
    if provider == AZURE:
        return shared | {"model_provider": AZURE, "azure_endpoint": address, "api_version": options.api_version}
    return shared | {"model_provider": OPENAI, "base_url": address}


def _client(seconds: float) -> httpx.Client:
    """A client that follows no redirection to another machine and never reads for long."""

    def start(request: httpx.Request) -> None:
        request.extensions["deadline"] = time.monotonic() + seconds

    def bound(response: httpx.Response) -> None:
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _Bounded(response.stream, response.request)

    return httpx.Client(timeout=seconds, event_hooks={"request": [start], "response": [bound]})


class _Bounded(httpx.SyncByteStream):
    """A reply that ends with an error when it takes too long as a whole, or is too large."""

    def __init__(self, stream: httpx.SyncByteStream, request: httpx.Request) -> None:
        self._stream = stream
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._stream:
            size += len(chunk)
            if time.monotonic() > self._request.extensions["deadline"]:
                raise httpx.ReadTimeout("", request=self._request)
            if size > LARGEST_REPLY:
                raise httpx.ReadError("", request=self._request)
            yield chunk

    def close(self) -> None:
        self._stream.close()


def _read(message: AIMessage) -> str | Failed:
    """The text of a reply that was not refused or cut off."""
    end = message.response_metadata.get("finish_reason")
    if end == "length":
        return Failed(Failure.CUT_OFF)
    if end == "content_filter" or message.additional_kwargs.get("refusal"):
        return Failed(Failure.REFUSED)
    encodable = str(message.text).encode(errors="replace").decode()
    return THOUGHT.sub("", encodable).strip() or Failed(Failure.EMPTY)
