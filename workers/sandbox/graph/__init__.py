"""Graph as graph.facebook.com answers: Pages, photos, posts, Instagram, insights."""
