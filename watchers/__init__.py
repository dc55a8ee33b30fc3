"""What is being said? From a source's feed to the claims of an article."""
