/** Shipping over HTTP: requests become commands, documents are shown. No rule lives here. */
package org.lotledger.shipping.rest;
