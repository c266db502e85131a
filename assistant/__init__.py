"""From a question to an answer with its sources.

Nothing leaves the machine: the libraries' telemetry, update checks and downloads are switched off
here, before any of them is imported. Whoever wants a model fetched sets HF_HUB_OFFLINE=0.
"""

import os

for _switch, _value in {
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_VERBOSITY": "error",
}.items():
    os.environ.setdefault(_switch, _value)
