"""What others build on: the OpenAPI document, its page, and the files that phone and documentation get from it."""
