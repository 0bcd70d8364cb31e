/** The packaged services, a real Kafka and a real PostgreSQL, seen from outside and under faults. */
package org.lotledger.system;
