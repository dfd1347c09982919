"""The newsroom: Wagtail extended into an Arabic desk."""
