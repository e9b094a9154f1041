def replaced(text, old, new):
    if old == "":
        raise ValueError("the text to replace is empty")
    return text.replace(old, new)
