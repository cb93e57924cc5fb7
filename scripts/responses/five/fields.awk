# A field of the stack may be named as 4.14 names it (srcip) or as 5 does (source.ip).

function path_of(name) { return five_path(four_path_of(name)) }
