# The page, its JSON routes and the five reports, index built in. It asks no other host for anything.
#   docker build -t qa . && docker run --rm -p 127.0.0.1:7860:7860 qa

FROM python:3.12-slim AS build
# PyTorch comes with sentence-transformers; its CPU build is enough.
ARG PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu
WORKDIR /qa
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY src src
RUN python -m venv /opt/qa \
 && /opt/qa/bin/pip install --no-cache-dir --constraint requirements.lock ".[mcp]"
COPY corpus corpus
RUN /opt/qa/bin/qa index

FROM python:3.12-slim
RUN useradd --uid 10001 --create-home qa
WORKDIR /qa
COPY --from=build /opt/qa /opt/qa
COPY --from=build --chown=qa /qa/corpus corpus
COPY --from=build --chown=qa /qa/index index
USER qa
ENV PATH=/opt/qa/bin:$PATH HF_HUB_OFFLINE=1 GRADIO_ANALYTICS_ENABLED=False
EXPOSE 7860
# Where accounts are asked for (--auth-file), 401 is the answer of a server that is well.
HEALTHCHECK --start-period=30s CMD ["python", "-c", "import http.client, sys; c = http.client.HTTPConnection('127.0.0.1', 7860, timeout=5); c.request('GET', '/api/reports'); sys.exit(c.getresponse().status not in (200, 401))"]
CMD ["qa", "serve", "--host", "0.0.0.0", "--no-build"]
