"""X as api.x.com answers: posts, users, media."""
