# shellcheck shell=sh disable=SC2034,SC2154
# How long does the kernel still block the address?

# time_left: left becomes the seconds until it lifts the block, rounded up; empty where the address is not blocked; ever where
# it is for ever.
time_left() {
  left=
  found=$(nft get element "$set_name { $address }" 2>/dev/null) || {
    case $? in 124 | 137) hung=yes ;; esac
    return 0
  }
  case $found in *expires\ *) ;; *) left=ever && return 0 ;; esac
  span=${found#*expires }
  span=${span%%[!0-9dhms]*}
  left=1
  while [ -n "$span" ]; do
    number=${span%%[!0-9]*}
    span=${span#"$number"}
    case $span in
      d*) number=$((number * 86400)) ;;
      h*) number=$((number * 3600)) ;;
      ms*) number=0 span=${span#m} ;;
      m*) number=$((number * 60)) ;;
    esac
    left=$((left + number))
    span=${span#?}
  done
}
