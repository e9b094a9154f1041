def only(value):
    # The outputs of a runbook that was called are a list, also where there is only one.
    return value[0] if isinstance(value, list) else value
