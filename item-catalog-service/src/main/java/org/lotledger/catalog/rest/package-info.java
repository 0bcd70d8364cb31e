/**
 * The catalog over HTTP: requests with the rules of their fields, answers, and the resources between them. No rule of
 * the trade is known here.
 */
package org.lotledger.catalog.rest;
