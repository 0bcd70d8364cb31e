# A Kafka for tests that takes the settings of the project's own image, made of the jars that the other tests use.
ARG BASE
FROM ${BASE}
COPY java /opt/java
COPY kafka /opt/kafka
COPY run /etc/kafka/docker/run
ENV PATH=/opt/java/bin:/usr/bin:/bin LANG=C.UTF-8
USER 1000:1000
EXPOSE 9092
CMD ["/etc/kafka/docker/run"]
