/**
 * The images, run as the manifests say: in a private network namespace, with the environment of the overlay `prod`, on
 * servers that are guarded as the operators guard theirs. `make images-test`.
 */
package org.lotledger.system.images;
