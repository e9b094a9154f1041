def given(value, default):
    # A parameter that is not given is empty.
    return default if value in (None, "", [], {}) else value
