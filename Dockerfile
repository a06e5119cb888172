# horseshoe with its pages, assistants' tools, PDF, votes and PostgreSQL. Build: docker build -t horseshoe .
FROM python:3.12-slim AS build
WORKDIR /app
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY man man
RUN python -m venv /opt/horseshoe && /opt/horseshoe/bin/pip install --no-cache-dir ".[all]"

FROM python:3.12-slim
RUN useradd --create-home horseshoe
COPY --from=build /opt/horseshoe /opt/horseshoe
ENV PATH=/opt/horseshoe/bin:$PATH PYTHONUNBUFFERED=1
USER horseshoe
WORKDIR /home/horseshoe
EXPOSE 8015
ENTRYPOINT ["horseshoe"]
CMD ["--help"]
