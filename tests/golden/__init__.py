"""Golden pictures of a few screens, and how they are compared. It holds no test itself."""
