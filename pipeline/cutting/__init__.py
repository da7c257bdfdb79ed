"""From an answer to opinions: where points begin, what says nothing, what refers elsewhere."""
