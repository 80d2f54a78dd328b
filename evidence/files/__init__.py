"""Files that people write in TOML: read field by field, each mistake named with its line."""
