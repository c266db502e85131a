"""Every setting of the program, read once from the environment (and a file `.env`)."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set; the name of the variable is ASSISTANT_ and the field's name in capitals."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore", frozen=True)

    data: Path = Field(default=Path(".data"), description="Folder for the index and for documents that you add")
    embedding_model: str = Field(
        default="",
        description="Another embedding model than our own: folder or name of a sentence-transformers model",
    )
    question_prefix: str = Field(
        default="", description='What the model wants before a question ("query: " for e5)'
    )
    passage_prefix: str = Field(
        default="", description='What the model wants before a passage ("passage: " for e5)'
    )
    reranker: str = Field(default="", description="A cross-encoder that orders the first hits anew")
    chat_model: str = Field(
        default="",
        description='A chat model that writes the answer ("openai:NAME", "azure_openai:NAME", "ollama:NAME")',
    )
    chat_address: str = Field(default="", description="Where the chat model listens, if not at the usual place")
    chat_key: SecretStr = Field(default=SecretStr(""), description="Key of the chat model")
    chat_api_version: str = Field(default="", description="Version of the interface, for Azure")
    chat_seconds: float = Field(default=20.0, description="How long to wait for the chat model")
    uploads: bool = Field(
        default=False, description="Whether all who reach the page may add and remove documents of their own"
    )
    log_questions: bool = Field(
        default=False, description="Whether the log holds the questions as well, without personal data"
    )
