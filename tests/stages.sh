# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
#
# The stages of `./dev test`, which sources this file. Each is a function stage_NAME that runs with
# `set -e` and writes to the stage's log; count_NAME reads from that log how many of its tests
# passed and failed. A stage in which nothing ran has failed.

readonly stages=(lint release cpp fuzz client browser deployment package container units soak bench)
readonly logs=$root/build/test-logs
readonly fuzz_seconds=${PARLEY_FUZZ_SECONDS:-15}
passed=0
failed=0

stage_lint() { python3 "$root/tests/lint/run.py"; }
count_lint() { closing_line; }

# What is shipped must build, and come up far enough to name itself.
stage_release() {
  build release parleyd parley-check
  "$root/build/release/parleyd" --version
  "$root/build/release/parley-check" --version
  echo "2 passed, 0 failed"
}
count_release() { closing_line; }

# Unit and integration tests under the sanitizers. The pattern selects among their names. GoogleTest
# calls a skipped test a passed one, and a disabled one none; here both are failures.
stage_cpp() {
  build asan
  local reports=$root/build/asan/test-results entries good bad
  rm -rf "$reports" && mkdir "$reports"
  if [[ ${1:-} ]]; then
    GTEST_FILTER=$(cpp_tests "$root/build/asan" | grep -E -- "$1" | paste -sd:) || {
      say "no test's name matches $1"
      return 1
    }
    export GTEST_FILTER
  fi
  ctest --test-dir "$root/build/asan" --parallel "$((jobs * 2))" --output-on-failure --no-tests=error
  entries=$(ctest --test-dir "$root/build/asan" -N | sed -n 's/^Total Tests: //p')
  [[ $(find "$reports" -name '*.xml' | wc -l) == "$entries" ]] || {
    say "a program ended before it wrote its report"
    return 1
  }
  read -r good bad < <(cpp_reports "$reports")
  say "$good tests passed, $bad failed, were skipped or are disabled"
  if ((bad)); then
    grep -rhoE '<testcase name="[^"]+" .*(result="skipped"|status="notrun")' "$reports" || true
    return 1
  fi
}
count_cpp() { cpp_reports "$root/build/asan/test-results"; }

# cpp_tests BUILD: the names of all tests of its programs.
cpp_tests() {
  local program
  for program in "$1"/tests/parley_*_test; do
    "$program" --gtest_list_tests | awk '/^[^ ]/ {suite = $1; next} {print suite $1}'
  done
}

# cpp_reports FOLDER: how many tests passed and how many did not, from GoogleTest's reports.
cpp_reports() {
  find "$1" -name '*.xml' -exec grep -ho '<testsuite .*' {} + |
    sed -E 's/.* tests="([0-9]+)" failures="([0-9]+)" disabled="([0-9]+)" skipped="([0-9]+)" .*/\1 \2 \3 \4/' |
    awk '{all += $1; bad += $2 + $3 + $4} END {print all - bad, bad + 0}'
}

# A short run of all targets at once: what they find beyond the committed corpus stays in the build
# folder.
stage_fuzz() {
  build fuzz
  local source status=0 runner
  local -a runners=()
  for source in "$root"/tests/fuzz/*_fuzz.cpp; do
    fuzz_one "$(basename "$source" _fuzz.cpp)" &
    runners+=($!)
  done
  for runner in "${runners[@]}"; do wait "$runner" || status=1; done
  return "$status"
}
fuzz_one() {
  local found=$root/build/fuzz/found/$1 log=$logs/fuzz-$1.log status=0
  say "$1, $fuzz_seconds s"
  mkdir -p "$found"
  "$root/build/fuzz/tests/fuzz/${1}_fuzz" -max_total_time="$fuzz_seconds" -timeout=10 \
    -print_final_stats=1 -artifact_prefix="$found-" "$found" "$root/tests/fuzz/corpus/$1" \
    >"$log" 2>&1 || status=$?
  cat "$log"
  ((status == 0)) || return "$status"
  echo "fuzz target passed: $1"
}
count_fuzz() { echo "$(grep -c '^fuzz target passed: ') 0"; }

# The browser client without a browser: its types, ESLint, and its unit tests with fakes.
stage_client() {
  node_modules
  "$root/tests/node_modules/.bin/tsc" -p "$root/tests/tsconfig.json"
  echo "types checked"
  "$root/tests/node_modules/.bin/eslint" -c "$root/tests/eslint.config.mjs" "$root/web/js" "$root/tests"
  echo "sources linted"
  node_tests client "$root/tests/unit"
}
count_client() {
  local types good bad
  types=$(grep -cxE 'types checked|sources linted')
  read -r good bad < <(count_node_tests client)
  echo "$((types + good)) $bad"
}

# The page as it is in the tree, and then what differs in the form that packages have.
stage_browser() {
  build release parleyd
  node_modules
  node_tests browser "$root/tests/browser"
  bundle
  PARLEY_WEB_ROOT=$root/build/web node_tests packaged "$root/tests/browser" "${packaged_pages[@]}"
}
readonly packaged_pages=(page_start start_page error_page preview settings call)
count_browser() {
  local good bad packaged_good packaged_bad
  read -r good bad < <(count_node_tests browser)
  read -r packaged_good packaged_bad < <(count_node_tests packaged)
  echo "$((good + packaged_good)) $((bad + packaged_bad))"
}

# The committed files of nginx, HAProxy and coturn, with Debian's own programs.
stage_deployment() {
  build release parleyd parley-check
  node_modules
  node_tests deployment "$root/tests/deployment"
}
count_deployment() { count_node_tests deployment; }

# The Debian package: what is in it, and its life in a Debian of its own. That takes root, and
# leaves a folder of root's in build/package.
stage_package() {
  do_package
  as_root "$root/tests/package/run" "$(newest_package)"
}
count_package() { closing_line; }

# The steps of the Containerfile, in Debian folders instead of an engine. That takes root, too.
stage_container() { as_root "$root/tests/container/run"; }
count_container() { closing_line; }

# The units of systemd, as its own tools see them. tests/systemd/boot starts them for real.
stage_units() {
  build release parleyd
  "$root/tests/systemd/run"
}
count_units() { closing_line; }

# Floods and repetition, on the small scale: what is shipped, watched for memory and descriptors.
stage_soak() {
  build release parleyd
  "$root/tests/soak/run" --quick
}
count_soak() { closing_line; }

# Not to measure, only so that the benchmark keeps working.
stage_bench() {
  build release parleyd
  node_modules
  "$root/tests/bench/run" --quick
  node "$root/tests/bench/page_start.mjs" --rounds 1
  echo "2 passed, 0 failed"
}
count_bench() { closing_line; }

# node_tests NAME FOLDER [TEST...]: runs Node's tests below the folder, or only these, and leaves what
# count_node_tests NAME reads.
node_tests() {
  local -a files
  if (($# > 2)); then
    files=("${@:3}")
    files=("${files[@]/#/$2/}")
    files=("${files[@]/%/_test.mjs}")
    set -- "$1" "$2"
  else
    mapfile -t files < <(find "$2" -name '*_test.mjs' | sort)
  fi
  node --test --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$logs/$1.tap" "${files[@]:?no tests}"
}
count_node_tests() {
  local tap=$logs/$1.tap
  [[ -f $tap ]] || tap=/dev/null
  awk '/^# pass /{good = $3} /^# (fail|cancelled|skipped|todo) /{bad += $3}
       END {print good + 0, bad + 0}' "$tap"
}

closing_line() { sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' | tail -1; }

# run_stage NAME [PATTERN]: adds to `passed`, `failed` and `summary`, and sets `stage_status`.
# Not to be called where bash ignores `set -e` (after `if` or before `||`): the stage relies on it.
run_stage() {
  local name=$1 log=$logs/$1.log start=$SECONDS status good=0 bad=0
  shift
  say "stage $name"
  rm -f "$logs/$name.tap" "$logs/packaged.tap"
  set +e
  (
    set -e
    "stage_$name" "$@"
  ) </dev/null 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  read -r good bad < <("count_$name" <"$log")
  set -e
  : "${good:=0}" "${bad:=0}"
  if ((status == 0 && good == 0)); then
    say "no test ran"
    status=1
  fi
  if ((status != 0 && bad == 0)); then bad=1; fi
  passed=$((passed + good)) failed=$((failed + bad))
  summary+=("$(printf '%-8s %5d passed %3d failed %5d s' "$name" "$good" "$bad" $((SECONDS - start)))")
  stage_status=$status
}

run_stages() {
  local -a chosen=("${stages[@]}") summary=()
  local pattern='' name stage_status=0
  if (($#)); then
    if [[ " ${stages[*]} " == *" $1 "* ]]; then
      chosen=("$1")
    else
      chosen=(cpp) pattern=$1
    fi
  fi
  mkdir -p "$logs"
  for name in "${chosen[@]}"; do
    run_stage "$name" ${pattern:+"$pattern"}
    ((stage_status == 0)) || break
  done
  say "what ran, and how long it took"
  printf '    %s\n' "${summary[@]}"
  if ((stage_status)); then
    say "FAILED in stage $name: see above, or $logs/$name.log; later stages did not run"
  fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  return "$stage_status"
}
