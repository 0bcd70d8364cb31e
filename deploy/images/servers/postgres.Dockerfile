# A PostgreSQL for tests that takes the settings of the official image, made of the binaries that the other tests use.
ARG BASE
FROM ${BASE}
ENV PATH=/opt/postgres/bin:/usr/local/bin:/usr/bin:/bin PGDATA=/var/lib/postgresql/data LANG=C.UTF-8
RUN echo 'postgres:x:999:999::/var/lib/postgresql:/bin/sh' >>/etc/passwd && echo 'postgres:x:999:' >>/etc/group && \
    mkdir -p /var/lib/postgresql && chown 999:999 /var/lib/postgresql
COPY postgres /opt/postgres
COPY docker-entrypoint.sh /usr/local/bin/
USER 999:999
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
