# Before an address is counted as one more block, its alerts are.

function count_additions(   why, at) {
  why = why_not_now(address)
  at = index(why, "; ")
  if (at) answer(substr(why, 1, at - 1), substr(why, at + 2))
  if (why != "") answer(why, "")
  four_count_additions()
}
