# Every target is one command that can also be typed by hand; `make` alone lists them.
WITH_JDK = JAVA_HOME="$$(sh deploy/local/find-jdk.sh)" && export JAVA_HOME &&
BUILT = sh deploy/local/build-if-needed.sh &&
JAVA = CLASSPATH="deploy/local/target/classes:$$(cat deploy/local/target/class-path)" \
	exec "$$JAVA_HOME/bin/java" -Djava.util.logging.manager=org.jboss.logmanager.LogManager

BENCH = CLASSPATH="benchmarks/target/classes:$$(cat benchmarks/target/class-path)" \
	exec "$$JAVA_HOME/bin/java" -Djava.util.logging.manager=org.jboss.logmanager.LogManager

.PHONY: help run demo test chaos bench bench-ledger images images-test test-containers manifests openapi reset format

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile

run: ## build if needed, start everything on this machine; Ctrl-C stops it
	@$(WITH_JDK) $(BUILT) $(JAVA) org.lotledger.local.Run

demo: ## a day in the warehouse, against the `make run` of another terminal
	@$(WITH_JDK) $(BUILT) $(JAVA) org.lotledger.local.Demo

test: ## check the format, build, run all tests, three modules at a time
	@$(WITH_JDK) mvn -B -T 3 -Dcyclonedx.skip=true spotless:check verify

chaos: ## every fault under load, then every invariant; SEED=… plans the same again, FAULTS=kill-shipping,… only some, REPLICAS=2
	@$(WITH_JDK) mvn -q -B -DskipTests package && \
	mvn -q -B -Dalone -pl deploy/local,system-tests -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
		-Dit.test=ChaosIT -Dchaos.full=true -Dchaos.seed="$(SEED)" -Dchaos.faults="$(FAULTS)" \
		-Dchaos.replicas="$(or $(REPLICAS),1)" verify

bench: ## measure commands and the projection against the bare database; QUICK=1 only tries it
	@$(WITH_JDK) $(BUILT) $(BENCH) $(if $(QUICK),-Dbench.quick=true) org.lotledger.benchmarks.Bench

bench-ledger: ## measure every question to the ledger; ROWS=1000000,10000000 also how answers slow down (10000000:200000 with more lots)
	@$(WITH_JDK) $(BUILT) $(BENCH) $(if $(QUICK),-Dbench.quick=true) $(if $(ROWS),-Dledger.rows=$(ROWS)) \
		org.lotledger.benchmarks.BenchLedger

images: ## build an image of each service with docker, podman or buildah; BASE_IMAGE=… names another base
	@$(WITH_JDK) $(BUILT) sh deploy/images/build.sh

images-test: ## run the images as the manifests say, read-only, on guarded servers, and play the demo (root, podman)
	@$(WITH_JDK) $(BUILT) sh deploy/images/test.sh

test-containers: ## run tests of each service on PostgreSQL and Kafka in containers (Docker, or root and podman)
	@$(WITH_JDK) $(BUILT) sh deploy/images/test-containers.sh

manifests: ## render the manifests and check them where the validator is
	@sh deploy/kubernetes/check.sh

openapi: ## write docs/openapi anew from what the services serve
	@$(WITH_JDK) mvn -q -B -DskipTests package && \
	mvn -q -B -Dalone -pl deploy/local,system-tests -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
		-Dit.test=OpenApiIT -Dopenapi.write=true verify

reset: ## forget the data of `make run`
	@$(WITH_JDK) $(BUILT) $(JAVA) org.lotledger.local.Reset

format: ## format the Java code
	@$(WITH_JDK) mvn -q -B spotless:apply
