# shellcheck shell=sh disable=SC2034,SC2154
# The Wazuh dashboard: saved objects with ids of ours, imported in one request. Known objects are kept with their place,
# {"url|tenant|type/id": true}, so that a change of the place takes them away from the old one.

secret="dashboard.user and dashboard.password"
rights="give it a role that may write saved objects of the tenant"

in_tenant() {
  printf 'header = "osd-xsrf: true"\nheader = "securitytenant: %s"\n' "$1" >"$work/headers"
}

apply_service() {
  tenant=$(jq -r .tenant "$work/document")
  pattern=$(jq -r '.indexPattern | @uri' "$work/document")
  in_tenant "$tenant"
  # An import with a missing index pattern leaves half of the objects behind.
  ask GET "/api/saved_objects/index-pattern/$pattern"
  [ "$status" != 404 ] || stop "$url has no index pattern \"$(jq -r .indexPattern "$work/document")\" in the tenant $tenant (HTTP 404); open the Wazuh dashboard once, which makes it, or name another in dashboard.indexPattern"
  wanted 200
  check_tenant
  jq -c '.objects[]' "$work/document" >"$work/import.ndjson"
  note
  touched=yes
  ask POST '/api/saved_objects/_import?overwrite=true' "$work/import.ndjson"
  wanted 200
  jq -e '.success == true' "$work/answer" >/dev/null 2>&1 ||
    stop "$url did not take every object: $(jq -rc '[.errors[]? | "\(.type)/\(.id): \(.error.type)"] | join(", ")' "$work/answer" 2>/dev/null | head -c 400)"
  jq -r '.successResults[]? | (if .overwrite then "updated" else "created" end) + " \(.type)/\(.id)"' "$work/answer" >>"$work/done"
  here=$url
  known_else | while IFS='|' read -r from was object; do
    same_object "$from" "$object" || forget "$from" "$was" "$object"
  done
  places | jq -Rn '[inputs] | map({(.): true}) | add // {}' >"$work/kept"
  keep
}

# check_tenant: where multitenancy is off in opensearch_dashboards.yml, as in Wazuh's own, the plugin has no such address (it sets
# them up under config.multitenancy.enabled alone), and a tenant does nothing.
check_tenant() {
  soft=yes
  ask GET /api/v1/multitenancy/info
  soft=
  [ "$status" = 404 ] || return 0
  single=yes
  [ "$tenant" = global ] ||
    warn "the tenant $tenant does nothing: $url has opensearch_security.multitenancy.enabled: false, as Wazuh brings it; the objects are where everybody sees them"
}

# same_object URL OBJECT: without tenants, what stood under another tenant is what was brought just now, not an old one to delete.
same_object() {
  [ -n "${single-}" ] && [ "$1" = "$here" ] && grep -qxF "$here|$tenant|$2" "$work/places"
}

places() { jq -r '"\(.url)|\(.tenant)|" as $at | .objects | keys[] | $at + .' "$work/document"; }

# Before the import, so that a run that is killed leaves nothing that is not known.
note() {
  { places && known; } | jq -Rn '[inputs] | map({(.): true}) | add' >"$work/kept"
  keep
}

known() { if [ -f "$kept" ]; then jq -r 'keys[]' "$kept"; fi; }
known_else() {
  places >"$work/places"
  known | grep -vxF -f "$work/places" || :
}

# forget URL TENANT OBJECT
forget() {
  url=$1
  in_tenant "$2"
  ask DELETE "/api/saved_objects/$3"
  [ "$status" = 404 ] || wanted 200
  did "deleted $3"
}

remove_service() {
  { places && known; } | sort -u >"$work/all"
  touched=yes
  while IFS='|' read -r from was object; do forget "$from" "$was" "$object"; done <"$work/all"
}
