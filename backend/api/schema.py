"""The description of the API as a file, for clients and for comparing."""

import json

from backend.api.v1 import PREFIX, api


def openapi_json() -> str:
    """OpenAPI 3.1, the same text for the same code."""
    schema = api.get_openapi_schema(path_prefix=PREFIX)
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
