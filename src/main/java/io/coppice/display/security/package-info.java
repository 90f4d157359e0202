/** Who is there, and who may listen: the security types of RFC 6143 7.2 and after it. */
package io.coppice.display.security;
