"""What people do about alerts where they read them: a click is kept, then acted upon, once."""
