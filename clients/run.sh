#!/usr/bin/env bash
# Tests a running development node with clients and wallets that are not ours.
#
#   clients/run.sh ws://127.0.0.1:9944
#
# Needs node.js 18 or newer, with npm. Installs what package-lock.json names, where it is not
# installed yet; nothing of it runs while it is installed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 2
}

[[ $# == 1 && $1 == ws*://* ]] || fail "say where the node answers: $0 ws://127.0.0.1:9944"
command -v npm >/dev/null 2>&1 || fail "npm is missing: apt-get install nodejs npm"
version=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')
((${version:-0} >= 18)) || fail "node.js ${version:-none} is installed, 18 or newer is needed"

cd "$here"
if ! cmp --silent package-lock.json node_modules/.installed-lock.json; then
	npm ci --ignore-scripts --no-audit --no-fund
	cp package-lock.json node_modules/.installed-lock.json
fi

# One file after the other: they sign with the same keys.
failed=()
for tests in tests/*.test.js; do
	printf '\n-- %s\n' "$tests"
	PARECON_URL=$1 timeout 300 node --test --test-reporter=spec "$tests" || failed+=("$tests")
done
if [[ ${#failed[@]} != 0 ]]; then
	printf '\n%s: failed: %s\n' "${0##*/}" "${failed[*]}" >&2
	exit 1
fi
echo "both clients and the wallet did all that they should"
