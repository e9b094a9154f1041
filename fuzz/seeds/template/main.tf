# ordain: allow(script-injection): trusted here
resource "aws_ssm_document" "patch" {
  name          = "Acme-Patch"
  document_type = "Command"
  content = jsonencode({
    schemaVersion = "2.2"
    parameters    = { Level = { type = "String", allowedValues = ["low", "high"] } }
    mainSteps = [{
      name   = "say_it"
      action = "aws:runShelScript"
      inputs = { runCommand = ["echo {{ Level }} ${var.x}"], timeoutSeconds = var.t }
    }]
  })
}

resource "aws_ssm_document" "rest" {
  name            = "Acme-Rest"
  document_type   = "Automation"
  document_format = "YAML"
  content         = <<-DOC
    schemaVersion: "0.3"
    assumeRole: ${aws_iam_role.x.arn}
    mainSteps:
      - name: rest
        action: aws:sleeep
        inputs:
          Duration: "PT$${x}"
  DOC
}

resource "aws_ssm_association" "scan" {
  name                = aws_ssm_document.patch.name
  schedule_expression = "cron(0 2 ? * SUN)"
  max_errors          = "300%"
  parameters = { Level = "medium" }
  targets {
    key    = "tag:Env"
    values = ["prod", var.env]
  }
}

resource "aws_ssm_maintenance_window" "sunday" {
  name     = "Acme-Sunday"
  schedule = "cron(0 2 ? * SUN *)"
  duration = 3
  cutoff   = 3
}

resource "aws_ssm_maintenance_window_target" "nodes" {
  window_id     = aws_ssm_maintenance_window.sunday.id
  resource_type = "INSTANCE"
  targets {
    key    = "tag:Env"
    values = ["prod"]
  }
}

resource "aws_ssm_maintenance_window_task" "scan" {
  window_id       = aws_ssm_maintenance_window.sunday.id
  task_arn        = "AWS-RunPatchBaseline"
  task_type       = "RUN_COMMAND"
  max_errors      = "1"
  targets {
    key    = "WindowTargetIds"
    values = [aws_ssm_maintenance_window_target.nodes.id]
  }
  task_invocation_parameters {
    run_command_parameters {
      timeout_seconds = 5
      parameter {
        name   = "Operation"
        values = ["Scann"]
      }
    }
  }
}

resource "aws_ssm_patch_baseline" "base" {
  name             = "Acme-Base"
  operating_system = "AMAZON_LINUX_22"
  approval_rule {
    approve_after_days = 999
    patch_filter {
      key    = "PRODUCTT"
      values = ["*"]
    }
  }
}
