# What is said of a field names it as the message of 5 does.

function raw_at(path) { return four_raw_at(five_path(path)) }

function why_no(path, wanted) { return four_why_no(five_path(path), wanted) }
