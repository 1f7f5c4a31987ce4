"""Long lists of names, written as people read them."""


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())
