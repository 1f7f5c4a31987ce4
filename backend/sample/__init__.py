"""A library that looks real: what `make run` shows at its first start and `make demo` publishes."""
