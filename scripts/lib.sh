# shellcheck shell=bash
# What the scripts beside this file share: where things are, how to build, how to run a node.
# Sourced, not run.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# One target directory outside the checkout, so that a second checkout finds everything built.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/parecon/target}"
case "$CARGO_TARGET_DIR" in /*) ;; *) CARGO_TARGET_DIR="$PWD/$CARGO_TARGET_DIR" ;; esac
# The builder of the wasm runtime looks for Cargo.lock above the target directory otherwise.
export WASM_BUILD_WORKSPACE_HINT="$root"
# The system's OpenSSL: building it takes minutes.
export OPENSSL_NO_VENDOR=1
unset SKIP_WASM_BUILD

bin="$CARGO_TARGET_DIR/release"
# Where scripts/setup puts a tool that the system has too old.
tools="${XDG_CACHE_HOME:-$HOME/.cache}/parecon/tools"
PATH="$tools/node_modules/node/bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
# shellcheck disable=SC2034 # used by the scripts that source this
out="$root/out"

# The node and its tools, with the features of a node: none. Always the same packages, whatever is
# to be built of them: cargo unites the features of the packages that are chosen, and another choice
# would compile half of the node's dependencies again.
node_set=(--release --locked -p parecon-node -p parecon-cli -p parecon-bench)

say() { printf '\n== %s\n' "$*"; }
fail() {
	printf '\n%s: %s\n' "${0##*/}" "$*" >&2
	exit 1
}

# Runs a command under a name, and keeps its wall time.
times=()
current=
stage() {
	local name=$1 begin=$SECONDS
	shift
	current=$name
	say "$name"
	"$@"
	times+=("$(printf '%6d s  %s' $((SECONDS - begin)) "$name")")
	current=
}

print_times() {
	printf '\nWall times\n'
	printf '%s\n' "${times[@]}"
	printf '%6d s  altogether\n' "$SECONDS"
}

# cargo, from the checkout whatever the working directory is.
in_root() { (cd "$root" && "$@"); }

build_node() { in_root cargo build "${node_set[@]}" --bin parecon-node --bin parecon; }

# What else a script has to stop; it says so itself.
at_exit() { :; }

# Whatever ends a script: no node is left behind, and a failure says where it happened.
on_exit() {
	local status=$?
	at_exit
	stop_node
	if [[ $status != 0 && -n $current ]]; then
		printf '\n%s: failed (%d) at: %s\n' "${0##*/}" "$status" "$current" >&2
	fi
}
trap on_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# One development node at a time, in a directory that goes with it.
node_pid=
node_dir=
node_url=

# Starts a node on an embedded database that keeps every block and state, sealing a block each
# $1 milliseconds, and waits until it answers.
start_node() {
	local sealing=$1 tries
	node_dir=$(mktemp -d "${TMPDIR:-/tmp}/parecon-node.XXXXXX")
	: >"$node_dir/log"
	"$bin/parecon-node" --dev --sealing "$sealing" --base-path "$node_dir" --database paritydb \
		--state-pruning archive --blocks-pruning archive --rpc-port 0 --port 0 \
		--no-prometheus --no-telemetry >"$node_dir/log" 2>&1 &
	node_pid=$!
	local why="the node did not answer within 60 s"
	for ((tries = 0; tries < 240; tries++)); do
		if ! kill -0 "$node_pid" 2>/dev/null; then
			why="the node ended at once"
			break
		fi
		node_url=$(sed -n 's/.*JSON-RPC server: addr=\(127\.0\.0\.1:[0-9]*\).*/ws:\/\/\1/p' \
			"$node_dir/log" | head -n 1)
		if [[ -n $node_url ]] && answers "$node_url"; then
			echo "node at $node_url, a block each $sealing ms"
			return
		fi
		sleep 0.25
	done
	tail -n 40 "$node_dir/log" >&2
	fail "$why; the last lines of its log are above"
}

# Whether something accepts connections at ws://HOST:PORT.
answers() {
	local address=${1#ws://}
	(exec 3<>"/dev/tcp/${address%:*}/${address##*:}") 2>/dev/null
}

# Ends the node and removes its directory. Safe to call twice.
stop_node() {
	if [[ -n $node_pid ]]; then
		kill "$node_pid" 2>/dev/null || true
		wait "$node_pid" 2>/dev/null || true
		node_pid=
	fi
	if [[ -n $node_dir ]]; then
		rm -rf "$node_dir"
		node_dir=
	fi
}
