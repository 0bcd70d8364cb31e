package org.lotledger.eventsourcing.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a command, in the form in which it can be kept and given again.
 *
 * @param status the HTTP status, always a 2xx
 * @param headers ETag, Location, Event-Id, where they apply
 * @param body a JSON document
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    Response response() {
        Response.ResponseBuilder response =
                Response.status(status).type(MediaType.APPLICATION_JSON).entity(body);
        headers.forEach(response::header);
        return response.build();
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
