/** Asking a service with as little work as possible beside it. */
package org.lotledger.benchmarks.http;
