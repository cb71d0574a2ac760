"""Posted documents, credit memos and journals of Business Central."""
