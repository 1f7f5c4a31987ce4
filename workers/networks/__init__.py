"""The three networks behind one protocol: a plain library, no Django, no Celery."""
