/**
 * What a scanned or typed text says about goods: GS1 element strings, Digital Links and bare trade item numbers. Pure:
 * the year comes in with the text, and which item a number belongs to is not known here.
 */
package org.lotledger.catalog.scan;
