# The tools are run by version, so that nothing has to be installed.
GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOVULNCHECK := go run golang.org/x/vuln/cmd/govulncheck@v1.9.0

RP ?= openid-client
# Its descriptions: for oauth2-proxy, "torii torii-gbizid torii-yahoo".
RUNS ?= torii
comma := ,
space := $(subst ,, )
SEEDS ?= 200
# Rows that an answer's spelling can reach; the rules about members need no seeds.
SHUFFLED ?= @login,@request,@callback,@token,@userinfo

# What "torii version" and the reports call this build.
REVISION := $(shell git describe --tags --always --dirty --abbrev=12 2>/dev/null || echo devel)
STAMP := -buildvcs=false -ldflags "-s -w -X main.revision=$(REVISION)"
PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
DIST := bin/dist

# The same for tests and binaries, so that nothing is compiled twice.
export GOFLAGS := $(GOFLAGS) -trimpath

.DEFAULT_GOAL := help

.PHONY: help build dist image test race lint generate check bench fuzz mutants shuffle foreign picture vuln

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build bin/torii
	go build $(STAMP) -o bin/torii ./cmd/torii

dist: ## static binaries for six platforms, and SHA256SUMS, in bin/dist
	rm -rf $(DIST) && mkdir -p $(DIST)
	@for p in $(PLATFORMS); do os=$${p%/*} arch=$${p#*/} end=; [ $$os != windows ] || end=.exe; \
	  echo "$(DIST)/torii_$${os}_$$arch$$end"; \
	  CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build $(STAMP) -o $(DIST)/torii_$${os}_$$arch$$end ./cmd/torii || exit 1; done
	cd $(DIST) && sha256sum torii_* >SHA256SUMS

image: ## torii alone in a container image, from bin/dist of "make dist"; IMAGE=torii:latest unless named
	docker build -f .ci/Dockerfile --build-arg TARGETARCH=$$(go env GOARCH) -t $(or $(IMAGE),torii:latest) $(DIST)

test: ## all tests; needs nothing but Go
	go test -timeout 30m ./...

race: ## all tests under the race detector, one scenario a rule
	go test -race -timeout 30m ./...

lint: ## golangci-lint
	$(GOLANGCI) run ./...

generate: ## write the generated files anew
	go generate ./...

check: ## fail when a generated file or go.mod is stale
	go run ./steps/inventory/gen -check
	go mod tidy -diff
	test -z "$$(gofmt -l . | tee /dev/stderr)"

bench: ## benchmarks: start, memory, rows, flows
	go test -run '^$$' -bench . -benchtime 2s ./mockidp ./steps ./cmd/torii ./rpclient/... ./reports/html

# The least inputs a second that mean something: for what parses, and for what goes through whole logins or logs with each.
FUZZ_SECONDS ?= 60
FUZZ_FLOOR ?= 1000
FUZZ_FLOOR_WHOLE ?= 50
fuzz: ## fuzz every target, 60 s each unless FUZZ_SECONDS says otherwise; fails under 1000 inputs a second
	.ci/fuzz.sh $(FUZZ_SECONDS) $(FUZZ_FLOOR) $(FUZZ_FLOOR_WHOLE)

shuffle: ## judge the reference RP under SEEDS seeds, 200 unless told
	go run ./cmd/torii run --shuffle "$${SEED:-make}" --repeat $(SEEDS) --tags '$(SHUFFLED)' --out torii-report/shuffle

mutants: ## prove that the scenarios bite
	go run ./cmd/torii mutants

foreign: ## judge a foreign RP of fixtures/rp, RP=openid-client unless named, and keep its verdicts
	-for run in $(RUNS); do go run ./cmd/torii run --rp fixtures/rp/$(RP)/$$run.yaml --out torii-report/$(RP)-$$run; done
	go run ./steps/inventory/gen -record "$(RP)=$(subst $(space),$(comma),$(RUNS:%=torii-report/$(RP)-%))"
	go run ./steps/inventory/gen

# One failed row of the demonstration, as a browser shows it; it wants Debian's chromium and fonts-ipafont-gothic.
SHOWN ?= claims/line-nonce-wrong
picture: ## reports/failed-row.png for the front page, from a run with defects, by chromium
	rm -rf torii-report/picture && mkdir -p torii-report
	go run ./cmd/torii run --demo --row $(SHOWN) --salt picture --out torii-report/picture >/dev/null || [ $$? = 1 ]
	echo '<body style="margin:0"><iframe style="border:0;width:100vw;height:100vh" src="report.html#r-$(SHOWN)">' >torii-report/picture/shown.html
	chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --allow-file-access-from-files --window-size=1120,1100 \
	  --virtual-time-budget=5000 --screenshot=$(CURDIR)/reports/failed-row.png "file://$(CURDIR)/torii-report/picture/shown.html"

vuln: ## known vulnerabilities; needs the Go vulnerability database
	$(GOVULNCHECK) ./...
